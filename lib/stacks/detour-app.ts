import { App } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { definedProps } from '../constructs/defined-props';

const { topology: defaultTopology, ...featureFlags } = context;

/** The topology file when nobody names one. */
export const DEFAULT_TOPOLOGY = defaultTopology;

/**
 * The app, with everything fixed that would otherwise depend on who synthesizes: the same topology gives the same
 * templates, byte for byte, from the CDK's command line and from ours. `postCliContext` wins over any other source. The CDK's own rules
 * judge them where they are validated, which takes longer than all else.
 */
export function detourApp(outdir?: string, isValidated = true): App {
  return new App(
    definedProps({
      outdir,
      builtinCloudFormationValidation: isValidated,
      // Whoever makes the app synthesizes it: an app that was given up must not be written by itself.
      autoSynth: false,
      analyticsReporting: false,
      stackTraces: false,
      postCliContext: {
        ...featureFlags,
        'aws:cdk:enable-path-metadata': true,
        'aws:cdk:enable-asset-metadata': true,
        'aws:cdk:version-reporting': false,
      },
    }),
  );
}

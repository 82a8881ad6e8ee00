import { appFromContext } from '../lib/stacks/app';

appFromContext().synth();

// Pure: files of templates as stacks: each with an id, a name and a region, as far as it is known.

import type { Issue } from '../../net/issue';
import type { StackTemplate } from '../assembly';
import type { FileChoice } from './options';
import { regionIn } from './regions';
import { stacksNamed, unknownStack } from './stack-names';

export interface TemplateFile {
  /** As it is named to people. */
  readonly file: string;
  /** From the folder that is read, with slashes. */
  readonly relative: string;
  readonly template: unknown;
}

interface Placed {
  readonly stacks: readonly StackTemplate[];
  /** What names a file that is not among them. */
  readonly strangers: readonly Issue[];
}

function withoutExtension(path: string): string {
  return path.replace(/\.(template\.)?(json|ya?ml|template)$/i, '');
}

function stem(path: string): string {
  return withoutExtension(path).split('/').at(-1) ?? path;
}

/** Stems are ids where they are unique; else it takes the folders. */
function idOf({ relative }: TemplateFile, files: readonly TemplateFile[]): string {
  const own = stem(relative);
  return files.filter((file) => stem(file.relative) === own).length === 1 ? own : withoutExtension(relative);
}

/** What is said of a file, else of all; regions of one file may be several. */
function choicesOf(stack: StackTemplate, choices: readonly FileChoice[]): readonly string[] {
  const own = choices.filter(({ file }) => file !== undefined && stacksNamed(file, [stack]).length > 0);
  return [...new Set(own.map(({ value }) => value))];
}

function strangersAmong(
  option: string,
  choices: readonly FileChoice[],
  stacks: readonly StackTemplate[],
): readonly Issue[] {
  return choices.flatMap(({ file, written }) =>
    file === undefined || stacksNamed(file, stacks).length > 0
      ? []
      : [{ ...unknownStack(file, stacks), path: [`${option} ${written}`] }],
  );
}

/** A stack of several regions is several stacks, told apart by the region in their ids. */
function deployed(stack: StackTemplate, regions: readonly FileChoice[]): readonly StackTemplate[] {
  const said = choicesOf(stack, regions);
  if (said.length > 1) return said.map((region) => ({ ...stack, id: `${stack.id}@${region}`, region }));
  const everywhere = regions.filter(({ file }) => file === undefined).at(-1)?.value;
  const region = said[0] ?? stack.region ?? everywhere;
  return [region === undefined ? stack : { ...stack, region }];
}

/** The stacks with the regions and names that somebody says they have. */
export function located(
  stacks: readonly StackTemplate[],
  { regions, stackNames }: { readonly regions: readonly FileChoice[]; readonly stackNames: readonly FileChoice[] },
): Placed {
  return {
    stacks: stacks.flatMap((stack) =>
      deployed({ ...stack, name: choicesOf(stack, stackNames).at(-1) ?? stack.name }, regions),
    ),
    strangers: [...strangersAmong('--region', regions, stacks), ...strangersAmong('--stack-name', stackNames, stacks)],
  };
}

/** A stack for each file, in their order: with the region that stands in the path, if there is one. */
export function stacksFrom(files: readonly TemplateFile[]): readonly StackTemplate[] {
  return files.map((file) => {
    const region = regionIn(file.file);
    const stack = { id: idOf(file, files), name: stem(file.relative), template: file.template, file: file.file };
    return region === undefined ? stack : { ...stack, region };
  });
}

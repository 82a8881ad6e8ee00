// Pure: the styles that reports use. picocolors gives them; each is the identity where colour is not wanted.

export interface Palette {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

// Pure: values of metrics that are about the same thing.

export interface Measured {
  /** What they are about, such as the site. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly measures: readonly Measure[];
}

interface Measure {
  readonly name: string;
  readonly unit: 'Count' | 'Milliseconds' | 'None' | 'Percent';
  readonly value: number;
}

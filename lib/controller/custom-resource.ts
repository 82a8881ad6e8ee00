// Pure: what CloudFormation hands to the functions behind a custom resource, and what it reads back.

/** As the provider framework passes it on; `isComplete` gets the same with the physical id that `onEvent` gave. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  /** ARN of the stack that the resource is in. */
  readonly StackId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  /** Of updates only. */
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

export interface PhysicalResource {
  readonly PhysicalResourceId: string;
}

export interface Progress {
  readonly IsComplete: boolean;
  readonly Data?: Readonly<Record<string, string>>;
}

/** A property that has to be text. Throws, naming it, when it is not. */
export function textProperty(properties: CustomResourceEvent['ResourceProperties'], name: string): string {
  const value = properties[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`${name} is ${JSON.stringify(value)}; give a text that is not empty`);
}

/** A property that has to be a whole number, which CloudFormation hands on as text. Throws, naming it, when it is not. */
export function numberProperty(properties: CustomResourceEvent['ResourceProperties'], name: string): number {
  const value = properties[name];
  if (Number.isInteger(value) || (typeof value === 'string' && /^\d+$/.test(value))) return Number(value);
  throw new Error(`${name} is ${JSON.stringify(value)}; give a whole number`);
}

/** A property that has to be a list of texts. Throws, naming it, when it is not. */
export function textsProperty(properties: CustomResourceEvent['ResourceProperties'], name: string): readonly string[] {
  const value = properties[name];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new Error(`${name} is ${JSON.stringify(value)}; give a list of texts`);
}

// Pure: the codes of mistakes that any file of ours can have.

const error = <M extends string>(meaning: M) => ({ severity: 'error', meaning }) as const;

export const DOCUMENT_CODES = {
  // The file and its YAML.
  'document-file-unreadable': error('the file cannot be read'),
  'document-file-too-large': error('the file is larger than its kind of file can be'),
  'document-yaml-syntax': error('the file is not well-formed YAML'),
  'document-yaml-nesting': error('the file is nested deeper than its format is'),
  'document-yaml-alias': error('the file uses a YAML alias'),
  'document-yaml-key': error('a key cannot be used as a name'),
  'document-duplicate-key': error('a key stands twice in the same map'),
  // The shape of the document.
  'document-wrong-type': error('a value has another type than its key wants'),
  'document-missing-key': error('a required key is missing'),
  'document-unknown-key': error('a key does not exist here'),
  'document-unknown-kind': error('an entry has a kind that does not exist'),
  'document-unknown-version': error('the format version is not one that this program reads'),
  'document-bad-value': error('a value does not have the required form'),
  'document-out-of-range': error('a number is outside its range'),
  'document-bad-name': error('a name does not have the form of a name'),
  'document-bad-duration': error('a text is not a duration'),
  'document-bad-time': error('a text is not a time in UTC'),
} as const;

import { parseTopology } from '../../lib/topology/parse';

/** The issues of a text, with the text that each of them points at. */
function pointed(text: string) {
  const parsed = parseTopology(text, 'topology.yaml');
  const lines = text.split('\n');
  return (parsed.ok ? [] : parsed.error).map(({ code, position, got }) => {
    const { line = 1, column = 1 } = position ?? {};
    return { code, at: lines[line - 1]?.slice(column - 1), got };
  });
}

const head = 'version: 1\nname: acme\n';

const flow = (sites: string, links: number) => `  - { between: ${sites}, survive: { links: ${links} } }`;

describe('an issue points at', () => {
  it('the entry of a list that breaks a rule, after entries that do not fit the schema', () => {
    const flows = [flow('[iad, iad]', 9), flow('[iad, xyz]', 1), flow('[iad, iad]', 9), flow('[iad, iad]', 1)];
    const issues = pointed(`${head}sites: {}\nlinks: {}\nflows:\n${flows.join('\n')}`);
    expect(issues.filter(({ code }) => code !== 'document-out-of-range').map(({ at }) => at)).toEqual(
      expect.arrayContaining(['xyz], survive: { links: 1 } }', 'iad], survive: { links: 1 } }']),
    );
  });

  it('the value that is wrong', () => {
    expect(pointed(`version: 1\nname: Acme\nsites: {}\nlinks: {}`)).toContainEqual({
      code: 'document-bad-name',
      at: 'Acme',
      got: 'Acme',
    });
  });

  it('the key of a map that is wrong', () => {
    expect(pointed(`${head}sites: {}\nlinks: [1,\n  2]`)).toContainEqual({
      code: 'document-wrong-type',
      at: 'links: [1,',
      got: '[1, …',
    });
  });

  it('the key around a key that is missing', () => {
    const [missing] = pointed(`${head}sites:\n  ord: { kind: on-prem, asn: 65010 }\nlinks: {}`);
    expect(missing).toEqual({ code: 'document-missing-key', at: 'ord: { kind: on-prem, asn: 65010 }', got: 'nothing' });
  });

  it('the key whose value was forgotten', () => {
    expect(pointed(`${head}sites: {}\nlinks:\n`)).toContainEqual({
      code: 'document-wrong-type',
      at: 'links:',
      got: 'nothing',
    });
  });

  it('the second of two equal keys', () => {
    expect(pointed(`${head}sites: {}\nname: again\nlinks: {}`)).toContainEqual({
      code: 'document-duplicate-key',
      at: 'name: again',
      got: 'name, which stands on line 2 already',
    });
  });

  it('the start of a file that says nothing', () => {
    expect(pointed('')).toEqual([{ code: 'document-wrong-type', at: '', got: 'nothing' }]);
  });

  it('what is no YAML, every time', () => {
    expect(pointed('a: [1\nb: }\n').map(({ code }) => code)).toEqual(['document-yaml-syntax', 'document-yaml-syntax']);
  });

  it('a second document', () => {
    expect(pointed('a: 1\n---\nb: 2\n').map(({ code }) => code)).toEqual(['document-yaml-syntax']);
  });

  it('an unknown tag', () => {
    expect(pointed('a: !secret x\n')).toEqual([{ code: 'document-yaml-syntax', at: '!secret x', got: '!secret x' }]);
  });
});

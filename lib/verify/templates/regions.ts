// Pure: the region that a name contains: of a file or of a folder.

const DIRECTION = '(?:north|south|central|east|west|northeast|northwest|southeast|southwest)';
const AREA = '(?:af|ap|ca|cn|eu|il|me|mx|sa|us)';
const REGION = new RegExp(`(?<![a-z0-9])${AREA}(?:-gov|-iso[a-z]?)?-${DIRECTION}-[1-9](?![0-9])`, 'g');

/** True of the names that AWS gives regions. */
export function isRegion(text: string): boolean {
  return text.match(REGION)?.join() === text;
}

/** The region in the last part of a path that contains one; a part that contains two says nothing. */
export function regionIn(path: string): string | undefined {
  for (const part of path.split(/[/\\]/).reverse()) {
    const [only, ...more] = new Set(part.match(REGION) ?? []);
    if (only !== undefined) return more.length === 0 ? only : undefined;
  }
  return undefined;
}

// IPv4 the plain way: addresses are numbers from 0 to 2^32 - 1, and a block is where it starts and how many bits are fixed.

export interface Block {
  readonly start: number;
  readonly length: number;
}

export function addressOf(text: string): number {
  return text.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
}

export function blockOf(text: string): Block {
  const [address = '', length = '32'] = text.split('/');
  return { start: addressOf(address), length: Number(length) };
}

function sizeOf({ length }: Block): number {
  return 2 ** (32 - length);
}

export function endOf(block: Block): number {
  return block.start + sizeOf(block);
}

export function holds(block: Block, address: number): boolean {
  return address >= block.start && address < endOf(block);
}

export function halvesOf(block: Block): readonly Block[] {
  const length = block.length + 1;
  return [
    { start: block.start, length },
    { start: block.start + sizeOf(block) / 2, length },
  ];
}

export function textOf({ start, length }: Block): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${bytes.join('.')}/${length}`;
}

export function sameBlock(one: Block, other: Block): boolean {
  return one.start === other.start && one.length === other.length;
}

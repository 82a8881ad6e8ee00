// Pure: the first message of a TLS 1.2 client (RFC 5246), made as long as is wanted by padding (RFC 7685). A TLS server
// never speaks first, so whatever record it sends says that it has read the beginning of the message.

const HANDSHAKE = 22;
const ALERT = 21;

/** ECDHE and RSA with AES, as every server of the last ten years has one; the last one stands for RFC 5746. */
const CIPHER_SUITES = [0xc02b, 0xc02f, 0xc02c, 0xc030, 0x009c, 0x009d, 0x002f, 0x00ff];
const GROUPS = [0x001d, 0x0017, 0x0018];
const SIGNATURE_ALGORITHMS = [0x0403, 0x0503, 0x0804, 0x0401, 0x0501, 0x0805];
/** Headers of the record and of the handshake message. */
const HEADERS = 9;
/** Type and length of an extension. */
const EXTENSION_HEADER = 4;

type Bytes = readonly number[];

const number16 = (value: number): Bytes => [value >> 8, value & 0xff];
const numbers16 = (values: readonly number[]): Bytes => values.flatMap(number16);
const with8 = (bytes: Bytes): Bytes => [bytes.length, ...bytes];
const with16 = (bytes: Bytes): Bytes => [...number16(bytes.length), ...bytes];
const extension = (type: number, content: Bytes): Bytes => [...number16(type), ...with16(content)];

const EXTENSIONS: Bytes = [
  ...extension(10, with16(numbers16(GROUPS))),
  ...extension(11, with8([0])),
  ...extension(13, with16(numbers16(SIGNATURE_ALGORITHMS))),
];

/** At least `size` bytes, and no more unless the message without padding is longer. `random` has 32 bytes. */
export function clientHello(random: Uint8Array, size = 0): Uint8Array {
  const start = [3, 3, ...random, ...with8([]), ...with16(numbers16(CIPHER_SUITES)), ...with8([0])];
  const missing = size - HEADERS - start.length - 2 - EXTENSIONS.length;
  const padding = missing > 0 ? extension(21, Array(Math.max(0, missing - EXTENSION_HEADER)).fill(0)) : [];
  const message = [...start, ...with16([...EXTENSIONS, ...padding])];
  const handshake = [1, 0, ...with16(message)];
  return Uint8Array.from([HANDSHAKE, 3, 1, ...with16(handshake)]);
}

/** Whether the bytes begin as TLS does: with a handshake record or an alert, of TLS 1.x. */
export function isTlsAnswer(bytes: Uint8Array): boolean {
  return (bytes[0] === HANDSHAKE || bytes[0] === ALERT) && (bytes.length < 2 || bytes[1] === 3);
}

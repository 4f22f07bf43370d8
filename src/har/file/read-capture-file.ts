import { type HarReading, openHarText, refusedHar } from '../from-har.ts';
import { readArchive } from './archive.ts';
import { decodeText } from './decode-text.ts';
import { gunzip } from './inflate.ts';
import { refuseKnownFile } from './known-files.ts';

/**
 * A file that somebody chose, as a capture: a HAR, or what another program writes in its stead (see `foreign/`), as
 * text in UTF-8 or UTF-16, packed with gzip or ZIP, or not. Never throws.
 *
 * @param name what the file is called, for the report; its extension helps to name what cannot be read
 */
export function readCaptureFile(bytes: Uint8Array, name: string): HarReading {
  if (!isGzip(bytes)) return readUnpacked(bytes, name);
  const unpacked = gunzip(bytes);
  if (!unpacked.ok) return refusedHar(unpacked.problem);
  if (isGzip(unpacked.bytes)) return refusedHar('byte 0: packed with gzip more than once; unpack it first');
  return readUnpacked(unpacked.bytes, name);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** A local file header, or the end of an archive that is empty. */
function isZip(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
  return (bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6);
}

function readUnpacked(bytes: Uint8Array, name: string): HarReading {
  if (isZip(bytes)) return readArchive(bytes, name);
  const known = refuseKnownFile(bytes, name);
  if (known !== undefined) return refusedHar(known);
  const decoded = decodeText(bytes);
  if (!decoded.ok) return refusedHar(decoded.problem);
  return openHarText(decoded.text, name, { repairs: decoded.repairs });
}

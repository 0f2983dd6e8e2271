import { isWav } from '#lib/engines/speech/audio/wav-layout.ts'
import { findMp3, isAdts, skipId3 } from '#lib/engines/speech/decode/mp3/mp3-frames.ts'
import { readOgg } from '#lib/engines/speech/decode/ogg/read-ogg.ts'

export type Container = 'wav' | 'mp3' | 'ogg' | 'flac' | 'webm'

/** What bytes are by their content: audio that is read, something known that is not, or nothing known. */
export type Sniffed =
  | { is: 'audio'; container: Container }
  | { is: 'other'; name: string; isSound: boolean }
  | { is: 'unknown' }

const audio = (container: Container): Sniffed => ({ is: 'audio', container })
const other = (name: string, isSound = false): Sniffed => ({ is: 'other', name, isSound })

/** How files of sound begin that are not read, by offset and Latin-1 characters. */
const sounds: [number, string, string][] = [
  [4, 'ftyp', 'M4A/AAC'],
  [0, 'ADIF', 'M4A/AAC'],
  [0, '#!AMR', 'AMR'],
  [0, 'FORM', 'AIFF'],
  [0, 'caff', 'CAF'],
  [0, '.snd', 'AU'],
  [0, 'MAC ', "Monkey's Audio"],
  [0, 'wvpk', 'WavPack'],
  [0, 'Speex   ', 'Speex'],
  [0, 'MThd', 'MIDI'],
  [0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'WMA'],
]

/** And how other things begin that are sent instead of audio. */
const others: [number, string, string][] = [
  [0, 'FLV\x01', 'Flash video'],
  [0, '\0\0\x01\xba', 'MPEG video'],
  [8, 'AVI LIST', 'AVI video'],
  [8, 'WEBPVP8', 'a WebP image'],
  [0, '\x89PNG\r\n', 'a PNG image'],
  [0, '\xff\xd8\xff\xe0', 'a JPEG image'],
  [0, 'GIF8', 'a GIF image'],
  [0, '%PDF-', 'a PDF'],
  [0, 'PK\x03\x04', 'a ZIP file'],
  [0, '\x1f\x8b\x08', 'gzip'],
  [0, '\x28\xb5\x2f\xfd', 'Zstandard'],
]

const latin1 = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))

/** What is said of codecs that Ogg carries too. */
const oggCodecs: [string, string | null][] = [
  ['OpusHead', null],
  ['\x01vorbis', null],
  ['\x7fFLAC', null],
  ['Speex   ', 'Speex in Ogg'],
  ['\x80theora', 'Theora video in Ogg'],
]

/** What the beginning of a logical Ogg stream says that it is; null is one that is read, undefined nothing known. */
export const oggCodecOf = (packet: Uint8Array): string | null | undefined =>
  oggCodecs.find(([magic]) => latin1(packet, 0, magic.length) === magic)?.[1]

function sniffOgg(bytes: Uint8Array): Sniffed {
  let name = 'Ogg with an unknown codec'
  for (const packet of readOgg(bytes)) {
    if (!packet.first) break
    const found = oggCodecOf(packet.bytes)
    if (found === null) return audio('ogg')
    name = found ?? name
  }
  return other(name, true)
}

function sniffMatroska(bytes: Uint8Array): Sniffed {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536))
  const codecs = head.toString('latin1').match(/A_[A-Z0-9_/]+/g) ?? []
  if (codecs.length === 0 || codecs.some((codec) => /^A_(OPUS|VORBIS)/.test(codec)))
    return audio('webm')
  return other(`WebM or Matroska with ${codecs[0]?.slice(2) ?? ''}`, true)
}

/** Printable ASCII as far as one looks. */
function isPrintable(bytes: Uint8Array): boolean {
  const isOne = (byte: number) =>
    (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13
  return bytes.length >= 8 && bytes.subarray(0, 512).every(isOne)
}

/**
 * Whether bytes are text: structured, words, or base64 and the like. Printable characters alone are not enough: quiet
 * G.711 with an offset has nothing else.
 */
export function isText(bytes: Uint8Array): boolean {
  if (!isPrintable(bytes)) return false
  const text = latin1(bytes, 0, 512)
  if (/^\s*(\{\s*["}]|\[\s*["{]|\[\s*\]\s*$|<[!?a-z]|data:)/i.test(text)) return true
  if (/[a-z]{2}[ .,:'-]+[a-z]{2}/i.test(text) && /^[\w\s.,:;!?'"()/-]+$/.test(text)) return true
  if (text.length < 64) return false
  const isHex = /^[\da-f\s]+$/.test(text) || /^[\dA-F\s]+$/.test(text)
  return /\d/.test(text) && (isHex || (/[A-Z]/.test(text) && /[a-z]/.test(text)))
}

function sniffText(bytes: Uint8Array): Sniffed {
  const text = latin1(bytes, 0, 60).replace(/\s+/g, ' ').trim()
  const kind = /^[{[]/.test(text) ? 'JSON' : text.startsWith('<') ? 'HTML or XML' : 'text'
  return other(`${kind} ("${text}${bytes.length > 60 ? '…' : ''}")`)
}

/** Says by the content alone, never by a declared type or name, what bytes are. Raw samples are `unknown`. */
export function sniffAudio(bytes: Uint8Array): Sniffed {
  const tag = latin1(bytes, 0, 4)
  if (isWav(bytes)) return audio('wav')
  if (tag === 'OggS') return sniffOgg(bytes)
  if (tag === '\x1a\x45\xdf\xa3') return sniffMatroska(bytes)
  const start = skipId3(bytes)
  if (latin1(bytes, start, start + 4) === 'fLaC') return audio('flac')
  const starts = ([at, magic]: [number, string, string]) =>
    latin1(bytes, at, at + magic.length) === magic
  const sound = sounds.find(starts)
  if (sound) return other(sound[2], true)
  const known = others.find(starts)
  if (known) return other(known[2])
  if (findMp3(bytes)) return audio('mp3')
  if (isAdts(bytes)) return other('M4A/AAC', true)
  if (isText(bytes)) return sniffText(bytes)
  return { is: 'unknown' }
}

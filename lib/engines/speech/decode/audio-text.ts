import { UnreadableAudioError } from '#lib/engines/speech/decode/unreadable-audio.ts'

/** How audio was written as text. */
export type TextForm = 'base64' | 'hex' | 'data URI'

export type AudioText = {
  bytes: Buffer
  form: TextForm
  /** what a data URI declares, lower-case: `audio/wav` */
  mediaType?: string
}

const dataUri = /^data:([^,;]*)((?:;[^,;]*)*?)(;base64)?,/i

/** Different digits that hexadecimal audio has; base64 of constant samples has up to four characters. */
const MIN_DIGITS = 8

/** Hexadecimal: an even number of digits, letters of one case; base64 of audio is never that. */
function isHex(text: string): boolean {
  const digits = text.replace(/^0x/i, '')
  if (digits.length < 32 || digits.length % 2 !== 0) return false
  if (new Set(digits.slice(0, 4_096)).size < MIN_DIGITS) return false
  return /\d/.test(digits) && (/^[\da-f]+$/.test(digits) || /^[\dA-F]+$/.test(digits))
}

function percentDecoded(text: string): Buffer {
  const parts = text.match(/%[\da-f]{2}|[^%]+|%/gi) ?? []
  return Buffer.concat(
    parts.map((part) =>
      /^%[\da-f]{2}$/i.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'),
    ),
  )
}

/** A word such as `none` or `unavailable`, though all its letters are base64. */
const isWord = (text: string) => /^[A-Za-z]{1,23}$/.test(text) && new Set(text).size > 2

const excerptOf = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

/**
 * The bytes of audio that is written as text: base64 (either alphabet, with line breaks and without padding),
 * hexadecimal, or a data URI. Throws `UnreadableAudioError` for a web address and for any other text.
 */
export function bytesOfText(text: string): AudioText {
  const uri = dataUri.exec(text.trimStart())
  if (uri) {
    const content = text.trimStart().slice(uri[0].length)
    const mediaType = (uri[1] ?? '').toLowerCase()
    const bytes = uri[3] === undefined ? percentDecoded(content) : bytesOfText(content).bytes
    return { bytes, form: 'data URI', mediaType }
  }
  // Line breaks are part of base64, spaces between words are not.
  const compact = text.trim().replace(/\s*[\r\n]\s*/g, '')
  if (isHex(compact)) return { bytes: Buffer.from(compact.replace(/^0x/i, ''), 'hex'), form: 'hex' }
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact) && !isWord(compact))
    return { bytes: Buffer.from(compact, 'base64'), form: 'base64' }
  if (/^https?:\/\//i.test(compact))
    throw new UnreadableAudioError(
      `an address is where the audio should be ("${excerptOf(text)}"): name its place as the address of the audio instead`,
    )
  throw new UnreadableAudioError(
    `"${excerptOf(text)}" is neither base64 nor hexadecimal nor a data URI`,
  )
}

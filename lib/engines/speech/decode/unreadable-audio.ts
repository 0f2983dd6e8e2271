import { InvalidError } from '#lib/platform/errors.ts'

/** Audio that we cannot read: what it was taken for, how it begins, and how to fix it. Never a fault of speech. */
export class UnreadableAudioError extends InvalidError {}

/** The first bytes in hexadecimal, as `od` and `xxd` show them. */
export const headOf = (bytes: Uint8Array): string =>
  bytes.byteLength === 0 ? 'no byte at all' : [...bytes.subarray(0, 16)].map(hex).join(' ')

const hex = (byte: number) => byte.toString(16).padStart(2, '0')

/** What may be sent instead, for the end of a message. */
export const readable = 'WAV, MP3, Ogg (Opus, Vorbis or FLAC), FLAC or WebM'

/** Media types under which audio that we read is sent. What it is is told by its content. */
export const soundTypes = [
  ...['audio/wav', 'audio/x-wav', 'audio/mpeg', 'audio/ogg', 'audio/opus', 'audio/flac'],
  ...['audio/x-flac', 'audio/webm'],
]

/** Endings of files that hold audio, for choosing files; those that are not read are refused by name. */
const soundEndings = ['wav', 'mp3', 'ogg', 'oga', 'opus', 'flac', 'webm', 'mka']

/** For the `accept` of a file field. */
export const soundAccept = [...soundEndings.map((ending) => `.${ending}`), 'audio/*'].join(',')

/** A file's name without the ending of a recording. */
export const withoutSoundEnding = (name: string): string =>
  name.replace(new RegExp(`\\.(${soundEndings.join('|')})$`, 'i'), '')

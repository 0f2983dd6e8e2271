/** A text as a sentence: with a capital letter at its start and a full stop at its end, unless it ends otherwise. */
export function asSentence(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return ''
  const ended = /[.!?…:]["”’)]?$/u.test(trimmed) ? trimmed : `${trimmed}.`
  return ended.charAt(0).toUpperCase() + ended.slice(1)
}

import type { VoicesQuery, VoicesView, VoiceView } from '#lib/engines/speech/schema.ts'

function baseOf(tag: string): string | null {
  try {
    return new Intl.Locale(tag).language
  } catch {
    return null
  }
}

/** Whether a voice speaks what was asked for: the very tag, or any region of a bare language. */
function speaks({ languages }: VoiceView, wanted: string): boolean {
  const bare = !wanted.includes('-')
  return languages.some(
    (tag) =>
      tag === '*' ||
      tag.toLowerCase() === wanted.toLowerCase() ||
      (bare && baseOf(tag) !== null && baseOf(tag) === baseOf(wanted)),
  )
}

/** The voices that fit all that was asked for. */
export function filterVoices(
  voices: VoicesView,
  { engine, language, gender }: VoicesQuery,
): VoicesView {
  const data = voices.data.filter(
    (voice) =>
      (engine === undefined || voice.engine === engine) &&
      (gender === undefined || voice.gender === gender) &&
      (language === undefined || speaks(voice, language)),
  )
  return { ...voices, data }
}

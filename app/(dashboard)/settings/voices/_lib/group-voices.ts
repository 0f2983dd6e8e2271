import type { VoicesQuery, VoicesView, VoiceView } from '#lib/engines/speech/schema.ts'
import { languageName } from '#lib/platform/format/language-name.ts'

export type LanguageGroup = {
  /** the tag that samples are spoken in and that the YAML names */
  tag: string
  name: string
  /** what the embedded engine cannot do in it; null when nothing */
  note: string | null
  voices: VoiceView[]
}

/** `*` speaks any language. */
const anyLanguage = '*'

const base = (tag: string) => tag.split('-')[0] ?? tag

/** Under which of its languages a voice is listed: the one that was asked for, else its first. */
function tagOf({ languages }: VoiceView, wanted: string | undefined): string {
  const exact = languages.find((tag) => tag.toLowerCase() === wanted?.toLowerCase())
  const near = languages.find((tag) => wanted !== undefined && base(tag) === base(wanted))
  return exact ?? near ?? languages[0] ?? anyLanguage
}

/** Voices by language in the order of their English names, with languages that need an engine of one's own. */
export function groupVoices(
  { data, language_notes }: VoicesView,
  query: VoicesQuery,
): LanguageGroup[] {
  const groups = new Map<string, LanguageGroup>()
  const groupOf = (tag: string) => {
    const known = groups.get(tag)
    if (known) return known
    const note = language_notes.find(({ language }) => base(tag) === language)?.note ?? null
    const name = tag === anyLanguage ? 'Any language' : languageName(tag)
    const group = { tag, name, note, voices: [] }
    groups.set(tag, group)
    return group
  }
  for (const voice of data) groupOf(tagOf(voice, query.language)).voices.push(voice)
  const present = new Set([...groups.keys()].map(base))
  for (const { language } of language_notes) {
    const asked = query.language === undefined || base(query.language) === language
    if (asked && query.engine === undefined && !present.has(language)) groupOf(language)
  }
  return [...groups.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

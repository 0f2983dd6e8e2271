import { createRequire } from 'node:module'

import type { Voice } from '#lib/engines/speech/types.ts'

export const ESPEAK_PACKAGE = '@echogarden/espeak-ng-emscripten'
/** Version of the pinned package; part of every cache key. */
export const ESPEAK_VERSION = '0.3.5'

/** Variants sound like other people; the plain voice is male. */
const variants: { suffix: string; gender: 'female' | 'male' }[] = [
  { suffix: '', gender: 'male' },
  { suffix: '+f2', gender: 'female' },
  { suffix: '+m3', gender: 'male' },
]

/** BCP-47 tags, espeak's own name for the voice, and the scripts it reads beside Latin. */
type Language = { tags: string[]; file: string; scripts?: string[] }

const cyrillic = ['Cyrillic']

/**
 * What espeak-ng speaks plausibly. Left out on purpose: Hebrew and Persian, whose unwritten vowels it misses.
 * Japanese is limited to kana, because it spells kanji out in English.
 */
const languages: Language[] = [
  { tags: ['en-US'], file: 'en-us' },
  { tags: ['en-GB'], file: 'en' },
  { tags: ['de-DE'], file: 'de' },
  { tags: ['es-ES'], file: 'es' },
  { tags: ['es-MX', 'es-419', 'es-US'], file: 'es-419' },
  { tags: ['fr-FR'], file: 'fr' },
  { tags: ['fr-BE'], file: 'fr-be' },
  { tags: ['fr-CH'], file: 'fr-ch' },
  { tags: ['it-IT'], file: 'it' },
  { tags: ['nl-NL'], file: 'nl' },
  { tags: ['pt-BR'], file: 'pt-br' },
  { tags: ['pt-PT'], file: 'pt' },
  { tags: ['pl-PL'], file: 'pl' },
  { tags: ['sv-SE'], file: 'sv' },
  { tags: ['da-DK'], file: 'da' },
  { tags: ['nb-NO', 'no-NO'], file: 'nb' },
  { tags: ['fi-FI'], file: 'fi' },
  { tags: ['is-IS'], file: 'is' },
  { tags: ['cs-CZ'], file: 'cs' },
  { tags: ['sk-SK'], file: 'sk' },
  { tags: ['sl-SI'], file: 'sl' },
  { tags: ['hr-HR'], file: 'hr' },
  { tags: ['hu-HU'], file: 'hu' },
  { tags: ['ro-RO'], file: 'ro' },
  { tags: ['et-EE'], file: 'et' },
  { tags: ['lv-LV'], file: 'lv' },
  { tags: ['lt-LT'], file: 'lt' },
  { tags: ['ca-ES'], file: 'ca' },
  { tags: ['eu-ES'], file: 'eu' },
  { tags: ['tr-TR'], file: 'tr' },
  { tags: ['id-ID'], file: 'id' },
  { tags: ['ms-MY'], file: 'ms' },
  { tags: ['sw-KE'], file: 'sw' },
  { tags: ['vi-VN'], file: 'vi' },
  { tags: ['el-GR'], file: 'el', scripts: ['Greek'] },
  { tags: ['ru-RU'], file: 'ru', scripts: cyrillic },
  { tags: ['uk-UA'], file: 'uk', scripts: cyrillic },
  { tags: ['bg-BG'], file: 'bg', scripts: cyrillic },
  { tags: ['sr-RS'], file: 'sr', scripts: cyrillic },
  { tags: ['ar-SA', 'ar-EG'], file: 'ar', scripts: ['Arabic'] },
  { tags: ['hi-IN'], file: 'hi', scripts: ['Devanagari'] },
  { tags: ['bn-IN', 'bn-BD'], file: 'bn', scripts: ['Bengali'] },
  { tags: ['ta-IN'], file: 'ta', scripts: ['Tamil'] },
  { tags: ['te-IN'], file: 'te', scripts: ['Telugu'] },
  { tags: ['th-TH'], file: 'th', scripts: ['Thai'] },
  { tags: ['ko-KR'], file: 'ko', scripts: ['Hangul'] },
  { tags: ['ja-JP'], file: 'ja', scripts: ['Hiragana', 'Katakana'] },
  { tags: ['zh-CN', 'cmn-CN'], file: 'cmn', scripts: ['Han'] },
  { tags: ['zh-HK', 'yue-HK'], file: 'yue', scripts: ['Han'] },
]

/** A voice of espeak-ng and the scripts it reads. The id is espeak's own name for it. */
export type EspeakVoice = Voice & { scripts: string[] }

export const espeakVoices: EspeakVoice[] = languages.flatMap(({ tags, file, scripts = [] }) =>
  variants.map(({ suffix, gender }) => ({
    id: `${file}${suffix}`,
    languages: tags,
    gender,
    sampleRate: 22_050,
    scripts: ['Latin', ...scripts],
  })),
)

/** Whether the optional package is installed. It is only looked for, never loaded into this process. */
export function hasEspeak(): boolean {
  try {
    createRequire(import.meta.url).resolve(ESPEAK_PACKAGE)
    return true
  } catch {
    return false
  }
}

import { ar } from './ar.ts'
import { catalan } from './ca.ts'
import { cs } from './cs.ts'
import { danish } from './da.ts'
import { german } from './de.ts'
import { el } from './el.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { finnish } from './fi.ts'
import { french } from './fr.ts'
import { he } from './he.ts'
import { hi } from './hi.ts'
import { italian } from './it.ts'
import { norwegian } from './nb.ts'
import { dutch } from './nl.ts'
import { pl } from './pl.ts'
import { portuguese } from './pt.ts'
import { ru } from './ru.ts'
import { swedish } from './sv.ts'
import { id, ms } from './id.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { th } from './th.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { vi } from './vi.ts'
import { zh } from './zh.ts'
import type { Grammar } from './types.ts'

/** Grammars by primary subtag; another language is read without number words. Loaded when first needed. */
export const grammars: Readonly<Record<string, () => Grammar>> = {
  en: english,
  ar: () => ar,
  cs: () => cs,
  el: () => el,
  he: () => he,
  hi: () => hi,
  pl: () => pl,
  ru: () => ru,
  tr: () => tr,
  uk: () => uk,
  da: () => danish,
  de: () => german,
  fi: () => finnish,
  nb: () => norwegian,
  nl: () => dutch,
  sv: () => swedish,
  ca: () => catalan,
  es: () => spanish,
  fr: () => french,
  it: () => italian,
  pt: () => portuguese,
  cmn: () => zh,
  id: () => id,
  ja: () => ja,
  ko: () => ko,
  ms: () => ms,
  th: () => th,
  vi: () => vi,
  yue: () => zh,
  zh: () => zh,
}

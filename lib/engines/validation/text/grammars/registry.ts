import { ar } from '#lib/engines/validation/text/grammars/ar.ts'
import { catalan } from '#lib/engines/validation/text/grammars/ca.ts'
import { cs } from '#lib/engines/validation/text/grammars/cs.ts'
import { danish } from '#lib/engines/validation/text/grammars/da.ts'
import { german } from '#lib/engines/validation/text/grammars/de.ts'
import { el } from '#lib/engines/validation/text/grammars/el.ts'
import { english } from '#lib/engines/validation/text/grammars/en.ts'
import { spanish } from '#lib/engines/validation/text/grammars/es.ts'
import { finnish } from '#lib/engines/validation/text/grammars/fi.ts'
import { french } from '#lib/engines/validation/text/grammars/fr.ts'
import { he } from '#lib/engines/validation/text/grammars/he.ts'
import { hi } from '#lib/engines/validation/text/grammars/hi.ts'
import { id, ms } from '#lib/engines/validation/text/grammars/id.ts'
import { italian } from '#lib/engines/validation/text/grammars/it.ts'
import { ja } from '#lib/engines/validation/text/grammars/ja.ts'
import { ko } from '#lib/engines/validation/text/grammars/ko.ts'
import { norwegian } from '#lib/engines/validation/text/grammars/nb.ts'
import { dutch } from '#lib/engines/validation/text/grammars/nl.ts'
import { pl } from '#lib/engines/validation/text/grammars/pl.ts'
import { portuguese } from '#lib/engines/validation/text/grammars/pt.ts'
import { ru } from '#lib/engines/validation/text/grammars/ru.ts'
import { swedish } from '#lib/engines/validation/text/grammars/sv.ts'
import { th } from '#lib/engines/validation/text/grammars/th.ts'
import { tr } from '#lib/engines/validation/text/grammars/tr.ts'
import type { Grammar } from '#lib/engines/validation/text/grammars/types.ts'
import { uk } from '#lib/engines/validation/text/grammars/uk.ts'
import { vi } from '#lib/engines/validation/text/grammars/vi.ts'
import { zh } from '#lib/engines/validation/text/grammars/zh.ts'

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

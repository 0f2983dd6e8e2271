'use client'

import { queryOptions, useQuery } from '@tanstack/react-query'

import { read } from '#components/api/read.client.ts'
import { sampleAddress } from '#lib/platform/format/sample-address.ts'

const base = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? ''

const voicesQuery = queryOptions({
  queryKey: ['voices'],
  queryFn: ({ signal }) =>
    read(
      '/api/v1/voices',
      async () => (await import('#lib/engines/speech/schema.ts')).VoicesView,
      signal,
    ),
  staleTime: 300_000,
  retry: false,
})

/** The voices that the engines offer; none while they are being asked, or when they cannot be. */
export function useVoices() {
  const { data } = useQuery(voicesQuery)
  const engines = data?.engines ?? []
  const defaultEngine = engines.find(({ is_default }) => is_default)?.id

  return {
    /** Names that a case can give for a language, those of its own region first. */
    namesFor(language: string): string[] {
      const wanted = language.toLowerCase()
      const fitting = (data?.data ?? []).filter(({ languages }) =>
        languages.some((tag) => tag === '*' || base(tag) === base(language)),
      )
      const rank = ({ languages }: (typeof fitting)[number]) =>
        languages.some((tag) => tag.toLowerCase() === wanted) ? 0 : 1
      const sorted = fitting.toSorted((a, b) => rank(a) - rank(b))
      return ['default', ...(language === '' ? [] : sorted.map(({ name }) => name))]
    },
    /** Where a voice of the form can be heard; null while the engines are not known or the language is none. */
    sampleOf(name: string, language: string): string | null {
      if (defaultEngine === undefined || language.length < 2) return null
      const at = name.indexOf(':')
      const engine = engines.find(({ id }) => id === name.slice(0, Math.max(0, at)))?.id
      const voice = engine === undefined ? name : name.slice(at + 1)
      return sampleAddress({ engine: engine ?? defaultEngine, voice: voice || 'default' }, language)
    },
  }
}

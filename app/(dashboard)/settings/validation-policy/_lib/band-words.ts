import { validatorName } from '#lib/platform/format/validator-name.ts'
import type { BadgeTone } from '#components/ui/badge.tsx'
import type { BandView } from '#lib/policies/schema.ts'

const plain = (text: string) => text.replaceAll('_', ' ')

const checkWords: Record<string, string> = {
  contains: 'required words',
  not_contains: 'forbidden words',
  matches: 'a pattern',
  similar_to: 'likeness',
}

/** `entity@2,response:contains+similar_to@2` as `Entity; response by required words and likeness`. */
export function mixWords(mix: string): string {
  const parts = mix.split(',').filter((part) => part !== '')
  if (parts.length === 0) return 'Nothing expected'
  const words = parts.map((part) => {
    const [kind = '', checks] = (part.split('@')[0] ?? '').split(':')
    const by = checks?.split('+').map((check) => checkWords[check] ?? plain(check))
    return by ? `${plain(kind)} by ${by.join(', ')}` : plain(kind)
  })
  return validatorName(words.join('; '))
}

export const stateLooks: Record<
  BandView['state'],
  { label: string; tone: BadgeTone; explained: string }
> = {
  suspended: {
    label: 'Suspended',
    tone: 'failed',
    explained: 'Reviews show more errors than promised: every verdict goes to a person.',
  },
  earning: {
    label: 'Earning',
    tone: 'review',
    explained: 'Reviews are being collected: the cut of the policy holds until then.',
  },
  earned: {
    label: 'Earned',
    tone: 'passed',
    explained: 'Enough reviews keep the promise: the cut follows from them.',
  },
  fixed: {
    label: 'Fixed',
    tone: 'neutral',
    explained: 'No audit has been decided yet: the cut of the policy holds.',
  },
}

/** What is left to do, in one short line; the whole truth is in `text`. */
export function progressOf({
  state,
  reviews,
  needed,
}: Pick<BandView, 'state' | 'reviews' | 'needed'>): { done: number; of: number } | null {
  if (needed === null || (state !== 'earning' && state !== 'fixed')) return null
  return { done: Math.min(reviews, needed), of: needed }
}

import type { TwinOutcome } from '#lib/runs/schema.ts'

/** What the four outcomes of a spoken and a written side are called. */
export const twinTexts: Record<TwinOutcome, { label: string; meaning: string }> = {
  both_right: { label: 'Right both ways', meaning: 'Heard and understood.' },
  recognition: {
    label: 'Heard wrong',
    meaning: 'Right by text, wrong by voice: the fault lies in the hearing.',
  },
  understanding: {
    label: 'Understood wrong',
    meaning: 'Wrong even by text: hearing is not the reason.',
  },
  lucky: { label: 'Lucky', meaning: 'Right by voice although wrong by text: look twice.' },
}

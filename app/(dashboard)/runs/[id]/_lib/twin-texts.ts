import type { TwinOutcome } from '#db/enums.ts'

/** What the four outcomes of a spoken and a written side are called. */
export const twinTexts: Record<TwinOutcome, { label: string; meaning: string }> = {
  both_right: { label: 'Right both ways', meaning: 'Heard and understood.' },
  recognition: {
    label: 'Heard wrong',
    meaning: 'Right by text, wrong by voice: the speech recognition is wrong.',
  },
  understanding: {
    label: 'Understood wrong',
    meaning: 'Wrong even by text: speech recognition is not the cause.',
  },
  lucky: { label: 'Lucky', meaning: 'Right by voice although wrong by text: check these by hand.' },
}

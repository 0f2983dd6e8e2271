import type { Blame } from '#components/verdict/types.ts'

/** What each blame means to the person who has to act on it. */
export const blameTexts: Record<Blame, { label: string; explanation: string }> = {
  stimulus: {
    label: 'Stimulus',
    explanation:
      'What we said was silent, cut short or of implausible length. Not the voice AI’s fault.',
  },
  transport: {
    label: 'Transport',
    explanation: 'The connection broke or the voice AI refused the request before it could answer.',
  },
  recognition: {
    label: 'Recognition',
    explanation: 'The voice AI heard something else than what was said.',
  },
  understanding: {
    label: 'Understanding',
    explanation: 'The words were heard right, but the intent or an entity is wrong.',
  },
  content: {
    label: 'Content',
    explanation: 'The intent is right, but the answer is not the expected one.',
  },
  latency: { label: 'Latency', explanation: 'The answer is right but came too late.' },
  speech_output: {
    label: 'Speech output',
    explanation:
      'The spoken answer is missing, silent, no speech, an echo, or unlike the written one.',
  },
  validator: {
    label: 'Validator',
    explanation: 'A person overruled the verdict: the expectation or its threshold is off.',
  },
  infrastructure: {
    label: 'Infrastructure',
    explanation:
      'Our own side failed: speech synthesis, storage, a worker or a time limit of ours.',
  },
}

/** The text of a blame as it comes over the wire; one that a newer server added is shown by its own name. */
export function blameText(blame: string): { label: string; explanation: string } {
  const known: Record<string, { label: string; explanation: string }> = blameTexts
  return known[blame] ?? { label: blame.replaceAll('_', ' '), explanation: blame }
}

/** Choices of condition settings as people read them. */
const texts: Record<string, string> = {
  white: 'White',
  pink: 'Pink',
  brown: 'Brown, like a moving car',
  babble: 'Babble, people talking',
  recording: 'Uploaded recording',
  mulaw: 'µ-law',
  alaw: 'A-law',
  repeat: 'Concealed: the last sound goes on',
  gap: 'Gaps of silence',
}

export const choiceText = (choice: string) => texts[choice] ?? choice

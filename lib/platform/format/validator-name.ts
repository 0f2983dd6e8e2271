/** Kinds whose words say too little by themselves. */
const names: Readonly<Record<string, string>> = {
  say_do: 'Said and done',
  final_answer: 'Time to the answer',
}

/** A validator's kind for people: `response_time` as `Response time`. */
export const validatorName = (kind: string): string =>
  names[kind] ?? kind.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase())

type FailedScore = {
  validator: string
  pass: boolean
  weight: number
  mustHave?: boolean | undefined
}

/** The failing validator that decides: a must-have first, then the heaviest, then by name. */
export function failingValidator(scores: readonly FailedScore[]): string | null {
  const [worst] = scores
    .filter(({ pass }) => !pass)
    .toSorted(
      (a, b) =>
        Number(b.mustHave ?? false) - Number(a.mustHave ?? false) ||
        b.weight - a.weight ||
        (a.validator < b.validator ? -1 : 1),
    )
  return worst?.validator ?? null
}

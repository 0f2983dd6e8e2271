import type { SameReplyEvidence } from '#lib/engines/validation/evidence.ts'

/** One answered turn of a run. `said`, `words` and `audio` are null where there is none. */
export type AnsweredTurn = {
  executionId: string
  turn: number
  caseId: string
  caseName: string
  /** form of what the caller said, equal forms being the same utterance; and as it was said */
  said: string
  saidText: string
  /** form of the reply's words, and hash of its recording */
  words: string | null
  audio: string | null
  /** what the expectation asks of the reply's words; null where it asks nothing of them */
  wantedWords: string | null
  /** intent with entities as expected; null unless both are, for an intent alone does not name the question */
  wantedMeaning: string | null
}

export type SameReply = { executionId: string; turn: number; found: SameReplyEvidence }

const questionKeys = (turn: AnsweredTurn): string[] =>
  [
    `turn ${turn.caseId} ${turn.turn}`,
    `said ${turn.said}`,
    turn.wantedWords === null ? null : `words ${turn.wantedWords}`,
    turn.wantedMeaning === null ? null : `meaning ${turn.wantedMeaning}`,
  ].filter((key) => key !== null)

/** Answers to one question each: turns of the same case, of the same words, or of which the same is wanted. */
function byQuestion(turns: readonly AnsweredTurn[]): AnsweredTurn[][] {
  const owner = new Map<string, number>()
  const groups: (AnsweredTurn[] | null)[] = []
  for (const turn of turns) {
    const keys = questionKeys(turn)
    const known = [...new Set(keys.flatMap((key) => owner.get(key) ?? []))]
    const target = known[0] ?? groups.push([]) - 1
    for (const other of known.slice(1)) {
      groups[target]?.push(...(groups[other] ?? []))
      for (const moved of groups[other] ?? [])
        for (const key of questionKeys(moved)) owner.set(key, target)
      groups[other] = null
    }
    groups[target]?.push(turn)
    for (const key of keys) owner.set(key, target)
  }
  return groups.filter((group) => group !== null)
}

function found(turns: readonly AnsweredTurn[], by: SameReplyEvidence['by']): SameReply[] {
  const questions = byQuestion(turns)
  if (questions.length < 2) return []
  return questions.flatMap((question, index) => {
    const other = questions[index === 0 ? 1 : 0]?.[0]
    if (!other) return []
    const { saidText: said, caseName: case_name, executionId: execution_id } = other
    const utterances = questions.length
    return question.map(({ executionId, turn }) => ({
      ...{ executionId, turn },
      found: { utterances, by, said, case_name, execution_id },
    }))
  })
}

function grouped(
  turns: readonly AnsweredTurn[],
  keyOf: (turn: AnsweredTurn) => string | null,
): AnsweredTurn[][] {
  const groups = new Map<string, AnsweredTurn[]>()
  for (const turn of turns) {
    const key = keyOf(turn)
    if (key === null || key === '') continue
    const group = groups.get(key)
    if (group) group.push(turn)
    else groups.set(key, [turn])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}

/**
 * Replies of a run that came to different questions in the same words, or as the same recording. Two ways to ask for one
 * thing are one question: cases that want the same words, or the same intent with the same entities.
 */
export function sameReplies(turns: readonly AnsweredTurn[]): SameReply[] {
  const all = [
    ...grouped(turns, ({ words }) => words).flatMap((group) => found(group, 'words')),
    ...grouped(turns, ({ audio }) => audio).flatMap((group) => found(group, 'audio')),
  ]
  const first = new Map<string, SameReply>()
  for (const one of all) {
    const key = `${one.executionId} ${one.turn}`
    if (!first.has(key)) first.set(key, one)
  }
  return [...first.values()]
}

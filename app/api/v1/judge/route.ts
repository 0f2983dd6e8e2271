import { route } from '#lib/http/route.ts'
import { JudgedLinesView, judgeLines, JudgeLinesInput } from '#lib/policies/judge-lines.ts'

export const POST = route(
  {
    summary:
      'Judge lines as `earshot judge` does, 100 at most: what was expected, said, heard and answered',
    body: JudgeLinesInput,
    reply: JudgedLinesView,
  },
  ({ ctx, body }) => judgeLines(ctx, body),
)

import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import type { Ctx } from '#lib/platform/context.ts'
import { formatQuantity, formatShare } from '#lib/platform/format/share.ts'
import { reviewAgreement } from '#lib/review/agreement.ts'
import type { AgreementFigures } from '#lib/review/schema.ts'

/** Below it a word for the agreement, and an interval by drawing again, are chance. */
const fewest = 10

type FiguresProps = {
  title: string
  of: string
  figures: AgreementFigures
  symbol: string
  /** said while there is nothing to count */
  empty: string
}

function Figures({ title, of, figures, symbol, empty }: FiguresProps) {
  const { executions, agreed, coefficient, low, high, word } = figures
  return (
    <div className="min-w-0 space-y-1">
      <h3 className="text-muted-foreground text-xs font-medium">{title}</h3>
      {executions === 0 ? (
        <p className="text-sm text-pretty">{empty}</p>
      ) : (
        <>
          <p className="text-lg leading-6 font-semibold tracking-tight">
            {executions < fewest
              ? 'Too few to say'
              : word === null
                ? 'Nothing could differ'
                : `${word.replace(/^./, (first) => first.toUpperCase())} agreement`}
          </p>
          <p className="text-sm text-pretty tabular-nums">
            {formatShare(agreed / executions, 0)} of {formatQuantity(executions, of, `${of}s`)}{' '}
            alike
            {coefficient !== null && `, ${symbol} ${coefficient.toFixed(2)}`}
            {executions >= fewest &&
              low !== null &&
              high !== null &&
              ` (95 % interval ${low.toFixed(2)} to ${high.toFixed(2)})`}
          </p>
        </>
      )}
    </div>
  )
}

/** How far people agree with Earshot and with each other, in words and figures. */
export async function AgreementCard({ ctx }: { ctx: Ctx }) {
  const { earshot, audits, people } = await reviewAgreement(ctx)
  return (
    <Card id="agreement">
      <CardHeader
        title="Agreement"
        description="How often people say what Earshot said, and what each other said. κ and α take chance out: 0 is chance, 1 is always. Of the newest 2,000 executions that were decided."
      />
      <CardBody className="grid gap-5 sm:grid-cols-3">
        <Figures
          title="Earshot and people, blind audits"
          of="audit"
          figures={audits}
          symbol="Cohen’s κ"
          empty="No audit has been decided yet. Audits wait in the review queue."
        />
        <Figures
          title="Earshot and people, all reviews"
          of="review"
          figures={earshot}
          symbol="Cohen’s κ"
          empty="Nothing has been reviewed yet. Most reviews are of doubtful verdicts, so this is lower than for audits."
        />
        <Figures
          title="People and people"
          of="execution"
          figures={people}
          symbol="Krippendorff’s α"
          empty="No execution has been decided by two people yet. Send one to review a second time to compare."
        />
      </CardBody>
    </Card>
  )
}

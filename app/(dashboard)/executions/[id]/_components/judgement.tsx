import { ProofList } from '#components/execution/proof-list.tsx'
import { proofSteps } from '#components/execution/proof-steps.ts'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { BlameBadge } from '#components/verdict/blame-badge.client.tsx'
import { ConfidenceMeter } from '#components/verdict/confidence-meter.tsx'
import { ReviewStatusBadge } from '#components/verdict/review-status-badge.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import type { ExecutionView, ValidationView } from '#lib/executions/schema.ts'
import { formatShare } from '#lib/platform/format/share.ts'

const decided = ({ review_status: status }: ValidationView) =>
  status === 'approved' || status === 'rejected'

/** What Earshot said, beside what a person found. */
function Automatic({ validation }: { validation: ValidationView }) {
  const { automatic_verdict: verdict, automatic_confidence: confidence, proven } = validation
  return (
    <p className="text-muted-foreground flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      A person decided. Earshot had said <VerdictBadge outcome={verdict} />
      <ConfidenceMeter value={confidence} />
      {proven !== null && <span>{proven ? 'and had proven it' : 'and could not prove it'}</span>}
    </p>
  )
}

export type JudgementProps = {
  execution: ExecutionView
  /** confidence from which no person was needed, 0..1; null where there is no such number */
  cut: number | null
}

/** The verdict in force, who gave it, and why. */
export function Judgement({ execution, cut }: JudgementProps) {
  const { validation } = execution
  if (!validation)
    return (
      <Card className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3 p-4">
        <VerdictBadge outcome="hidden" />
        <p className="min-w-0 flex-[1_1_20rem] text-sm text-pretty">
          The verdict of Earshot is hidden until somebody has decided its blind audit.
        </p>
      </Card>
    )
  return (
    <Card className="mb-4 space-y-3 p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <VerdictBadge
          outcome={validation.verdict}
          afterRetry={validation.verdict === 'passed' && execution.try > 1}
        />
        <ReviewStatusBadge status={validation.review_status} />
        {validation.blame && <BlameBadge blame={validation.blame} reason={validation.reason} />}
        {!decided(validation) && (
          <span className="flex items-center gap-2 text-xs">
            <span className="text-muted-foreground" aria-hidden>
              Confidence
            </span>
            <ConfidenceMeter
              value={validation.confidence}
              {...(cut !== null && cut <= 1 && { threshold: cut })}
            />
            {cut !== null && (
              <span className="text-muted-foreground" aria-hidden>
                {cut > 1 ? 'always goes to a person' : `a person below ${formatShare(cut, 0)}`}
              </span>
            )}
          </span>
        )}
      </div>
      <p className="text-sm text-pretty">{validation.reason}</p>
      {decided(validation) && <Automatic validation={validation} />}
    </Card>
  )
}

/** From the must-haves to the verdict: what is proven, what is not, and who decides. */
export function ProofCard({ execution }: { execution: ExecutionView }) {
  const { validation, turns } = execution
  if (!validation) return null
  const proof = proofSteps(validation, turns.length)
  return (
    <Card id="proof">
      <CardHeader
        title={proof?.title ?? 'What was proven'}
        description={
          proof
            ? 'A verdict is automatic only when every must-have is proven right, or one is proven wrong.'
            : 'This was judged by an earlier version that did not record what was proven. Judge it again to see it.'
        }
        className="pb-3"
      />
      {proof && <ProofList proof={proof} band={validation.band_text} />}
    </Card>
  )
}

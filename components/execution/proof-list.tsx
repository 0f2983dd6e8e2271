import { Check, CircleHelp, X, type LucideIcon } from 'lucide-react'

import type { ProofStep, ProofView } from '#components/execution/proof-steps.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import { validatorName } from '#lib/platform/format/validator-name.ts'

const looks: Record<
  ProofStep['proof'],
  { icon: LucideIcon; label: string; tone: BadgeTone; line: string }
> = {
  right: { icon: Check, label: 'Proven right', tone: 'passed', line: 'bg-passed-mark' },
  wrong: { icon: X, label: 'Proven wrong', tone: 'failed', line: 'bg-failed-mark' },
  unproven: { icon: CircleHelp, label: 'Not proven', tone: 'review', line: 'bg-review-mark' },
}

const turnWords = (turn: number | null) => (turn === null ? '' : `Turn ${turn + 1}: `)

function Step({ step }: { step: ProofStep }) {
  const { icon: Icon, label, tone, line } = looks[step.proof]
  return (
    <li className="relative space-y-1 py-2 pr-4 pl-7">
      <span aria-hidden className={cn('absolute inset-y-2 left-4 w-1 rounded-full', line)} />
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium">
          {turnWords(step.turn)}
          {validatorName(step.validator)}
        </span>
        <Badge tone={tone}>
          <Icon aria-hidden /> {label}
        </Badge>
        {step.precedentId !== null && (
          <a
            href="#decided-wordings"
            className="text-primary rounded-sm text-xs underline-offset-4 hover:underline"
          >
            by an earlier decision
          </a>
        )}
      </p>
      <p className="text-muted-foreground text-pretty break-words">{step.evidence}</p>
    </li>
  )
}

const sentence = (text: string) => {
  const first = text.replace(/^./u, (letter) => letter.toUpperCase())
  return /[.!?]$/.test(first) ? first : `${first}.`
}

/** From each must-have down to what came of them all: who decided, and on what proof. */
export function ProofList({ proof, band }: { proof: ProofView; band: string | null }) {
  return (
    <div className="text-[0.8125rem]">
      {proof.steps.length > 0 && (
        <ol aria-label="Must-haves" className="divide-y border-t">
          {proof.steps.map((step, index) => (
            <Step key={index} step={step} />
          ))}
        </ol>
      )}
      {proof.doubts.length > 0 && (
        <ul aria-label="Doubts about the whole" className="divide-y border-t">
          {proof.doubts.map(({ turn, why }, index) => (
            <li key={index} className="relative py-2 pr-4 pl-7 text-pretty">
              <span
                aria-hidden
                className="bg-review-mark absolute inset-y-2 left-4 w-1 rounded-full"
              />
              <Badge tone="review" className="mr-1.5">
                <CircleHelp aria-hidden /> Doubt
              </Badge>
              {turnWords(turn)}
              {sentence(why)}
            </li>
          ))}
        </ul>
      )}
      <p className="bg-muted/60 border-t px-4 py-2.5 text-sm font-medium text-pretty">
        {proof.outcome}
      </p>
      {band !== null && (
        <p className="text-muted-foreground border-t px-4 py-2.5 text-pretty">
          <a
            href="/settings/validation-policy#bands"
            className="text-primary underline underline-offset-4"
          >
            Verdicts of this kind
          </a>{' '}
          were {band}.
        </p>
      )}
    </div>
  )
}

import { LazyWhatIf } from '#app/(dashboard)/settings/validation-policy/_components/lazy-what-if.client.tsx'
import type { PolicyPlace } from '#app/(dashboard)/settings/validation-policy/_lib/policy-place.ts'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import type { Ctx } from '#lib/platform/context.ts'
import { policyCurve } from '#lib/policies/policy-curve.ts'
import type { PolicyInForceView } from '#lib/policies/schema.ts'

type CurveCardProps = { ctx: Ctx; place: PolicyPlace; inForce: PolicyInForceView }

const percent = (share: number) => Math.round(share * 100_000) / 1_000

/** What other numbers would cost and bring, over the verdicts of the last 30 days. */
export async function CurveCard({ ctx, place, inForce }: CurveCardProps) {
  const { settings, accuracy } = inForce
  const curve = await policyCurve(ctx, place.query)
  return (
    <Card id="curve">
      <CardHeader
        title="How low the threshold may be"
        description="Each point is a confidence from which verdicts need no person: the further right, the more is automatic; the lower, the less of it can be wrong (95 % bound, logarithmic). Reviews pull the lines down."
      />
      <CardBody>
        <LazyWhatIf
          key={`${place.href} ${inForce.version}`}
          initial={curve}
          query={place.query}
          inForce={{
            pass: percent(settings.auto_pass_confidence),
            fail: percent(settings.auto_fail_confidence),
            audits: percent(settings.audit_share),
            accuracy: percent(accuracy),
          }}
        />
      </CardBody>
    </Card>
  )
}

import { route } from '#lib/http/route.ts'
import { reviewAgreement } from '#lib/review/agreement.ts'
import { AgreementView } from '#lib/review/schema.ts'

export const GET = route(
  {
    summary: 'How often people agree with Earshot, and with each other, chance taken out',
    reply: AgreementView,
  },
  ({ ctx }) => reviewAgreement(ctx),
)

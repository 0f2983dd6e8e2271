import { ChooseSetting } from '#app/(dashboard)/settings/integrations/[id]/_components/choose-setting.client.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import type { ConnectionView } from '#lib/integrations/schema.ts'

/** What a connection asks a person: it could go on in several ways, and a wrong guess would mislead others. */
export function ChoiceCard({
  connection,
  canEdit,
}: {
  connection: ConnectionView
  canEdit: boolean
}) {
  const { choice } = connection.state
  if (!choice) return null
  return (
    <Card>
      <CardHeader
        title="Which status means fixed?"
        description="Issues of fixed defects stay open: it is not certain which status of the workflow they belong in."
      />
      <CardBody>
        {canEdit ? (
          <ChooseSetting id={connection.id} options={choice.options} />
        ) : (
          <p className="text-muted-foreground text-sm">
            The workflow offers {choice.options.join(', ')}. Name one of them as{' '}
            <code>{choice.setting}</code> where this connection is set up.
          </p>
        )}
      </CardBody>
    </Card>
  )
}

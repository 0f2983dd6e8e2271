'use client'

import Link from 'next/link'

import {
  SendTestMessage,
  TestConnection,
} from '#app/(dashboard)/settings/integrations/_components/test-connection.client.tsx'
import type { NewConnection } from '#app/(dashboard)/settings/integrations/new/_lib/new-connection.ts'
import { Button } from '#components/ui/button.tsx'

type TestStepProps = { made: NewConnection; notifies: boolean; onBack: (() => void) | null }

export function TestStep({ made, notifies, onBack }: TestStepProps) {
  return (
    <div className="space-y-4">
      <p className="text-sm text-pretty">
        <strong>{made.name}</strong> is saved. The test asks one harmless question with the saved
        secrets and shows what the provider really answers.
      </p>
      <TestConnection id={made.id} />
      {notifies && <SendTestMessage id={made.id} />}
      <div className="flex flex-wrap justify-end gap-2">
        {onBack && (
          <Button variant="outline" onClick={onBack}>
            Back
          </Button>
        )}
        <Button asChild>
          <Link href={`/settings/integrations/${made.id}`}>
            {made.setup ? 'Say what starts runs' : 'Done'}
          </Link>
        </Button>
      </div>
    </div>
  )
}

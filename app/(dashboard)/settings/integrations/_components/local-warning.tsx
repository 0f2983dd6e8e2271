import { TriangleAlert } from 'lucide-react'

/** Beside an address that no provider on the internet can reach. */
export function LocalWarning() {
  return (
    <p className="bg-invalid-soft text-invalid flex items-start gap-2 rounded-md p-3 text-sm text-pretty">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>
        Only this machine can reach the address below. Set{' '}
        <code className="font-mono">FRONTEND_URL</code> to the public address of Earshot and restart
        it before you paste the address.
      </span>
    </p>
  )
}

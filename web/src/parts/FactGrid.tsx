import type { Fact } from '../api/types'

/** Facts of a case side by side, as many in a row as fit. */
export const FactGrid = ({ facts }: { facts: readonly Fact[] }) => (
  <dl className="facts">
    {facts.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

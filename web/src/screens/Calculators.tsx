import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, useParams } from 'react-router'
import { useCalculators, type CalculatorForm } from '../api/calculators'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'
import { Calculator } from './Calculator'

export default function Calculators() {
  const { t } = useTranslation()
  const query = useCalculators()
  return (
    <Screen title={t('menu.calculators')} beside={<span className="quiet">{t('calculators.told')}</span>}>
      <Answered query={query}>{(forms) => <Choosing forms={forms} />}</Answered>
    </Screen>
  )
}

/** The list on the left, the chosen calculator beside it. */
function Choosing({ forms }: { forms: CalculatorForm[] }) {
  const { t } = useTranslation()
  const { name } = useParams()
  const [words, setWords] = useState('')
  const shown = forms.filter((form) => `${form.label}${form.help}${form.name}`.includes(words))
  const chosen = forms.find((form) => form.name === name) ?? forms.find((form) => form.name === 'fee')
  return (
    <div className="calculators">
      <nav className="card calculator-list" aria-label={t('calculators.list')}>
        <Input.Search aria-label={t('calculators.search')} placeholder={t('calculators.search')} allowClear value={words} onChange={(event) => setWords(event.target.value)} />
        {shown.length === 0 && <Nothing text={t('calculators.none')} />}
        {[...new Set(shown.map((form) => form.group))].map((group) => (
          <Group key={group} group={group} forms={shown.filter((form) => form.group === group)} chosen={chosen?.name} />
        ))}
      </nav>
      {chosen && <Calculator key={chosen.name} form={chosen} />}
    </div>
  )
}

const Group = ({ group, forms, chosen }: { group: string; forms: CalculatorForm[]; chosen?: string | undefined }) => (
  <section>
    <h2 className="h4">{group}</h2>
    <ul className="plain-list tight-list">
      {forms.map((form) => (
        <li key={form.name}>
          <NavLink to={`/calculators/${form.name}`} aria-current={form.name === chosen ? 'page' : undefined}>
            {form.label}
          </NavLink>
        </li>
      ))}
    </ul>
  </section>
)

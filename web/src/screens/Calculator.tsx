import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnswer, useWorkbook, type CalculatorForm, type Filled } from '../api/calculators'
import { CalculatorField } from './CalculatorField'
import { Reckoning } from './Reckoning'

type Written = Record<string, string | boolean | string[] | null | undefined>

/** One calculator: its form, and below it the answer with its steps. */
export function Calculator({ form }: { form: CalculatorForm }) {
  const { t } = useTranslation()
  const answer = useAnswer(form.name)
  const workbook = useWorkbook(form.name)
  const [asked, setAsked] = useState<Filled>({})
  const ask = (written: Written) => {
    const filled = plain(written)
    setAsked(filled)
    answer.mutate(filled)
  }
  const wrong = answer.error ?? workbook.error
  return (
    <div className="calculator">
      <section className="card pad" aria-label={form.label}>
        <h2 className="h2">{form.label}</h2>
        <p className="quiet calculator-help">{form.help}</p>
        <Form<Written> layout="vertical" onFinish={ask} className="calculator-form" initialValues={defaults(form)}>
          {form.inputs.map((input) => (
            <CalculatorField key={input.name} input={input} />
          ))}
          <div className="calculator-act">
            <Button type="primary" htmlType="submit" loading={answer.isPending}>
              {t('calculators.reckon')}
            </Button>
            {answer.data && (
              <Button onClick={() => workbook.mutate(asked)} loading={workbook.isPending}>
                {t('calculators.workbook')}
              </Button>
            )}
          </div>
        </Form>
        {wrong && <Alert type="error" showIcon title={wrong.message} />}
      </section>
      {answer.data && !wrong && <Reckoning answer={answer.data} />}
    </div>
  )
}

const defaults = (form: CalculatorForm): Written =>
  Object.fromEntries(form.inputs.filter((input) => input.default != null).map((input) => [input.name, input.default as string]))

/** What was filled in, as the server takes it: empty fields left out. */
function plain(written: Written): Filled {
  const filled: Filled = {}
  for (const [name, value] of Object.entries(written)) {
    if (value == null || value === '' || (Array.isArray(value) && !value.length)) continue
    filled[name] = value
  }
  return filled
}

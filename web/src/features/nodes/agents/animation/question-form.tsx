/** What must be known before a plan is made: asked once, all of it may be skipped. */
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import {
  type BriefAnswer,
  type BriefQuestion,
  firstAnswers,
  isAnswered,
} from '@/core/animation-questions';
import type { Json } from '@/core/values';
import { Button } from '@/ui/button';
import { Textarea } from '@/ui/textarea';
import styles from './question-form.module.css';

type Props = {
  questions: readonly BriefQuestion[];
  isBusy: boolean;
  onAnswer: (value: Json) => void;
};

type Answers = Readonly<Record<string, BriefAnswer>>;

export function QuestionForm({ questions, isBusy, onAnswer }: Props): ReactNode {
  const [answers, setAnswers] = useState<Answers>(() => firstAnswers(questions));
  const [isTried, setTried] = useState(false);
  const isWhole = isAnswered(questions, answers);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isWhole) onAnswer({ answers: given(answers) });
  };
  return (
    <form className={`${styles.form} nodrag`} aria-label="Questions" onSubmit={submit}>
      {questions.map((question) => (
        <One
          key={question.id}
          question={question}
          answer={answers[question.id] ?? ''}
          isMissing={isTried && !isAnswered([question], answers)}
          onChange={(answer) => setAnswers({ ...answers, [question.id]: answer })}
        />
      ))}
      <div className={styles.foot} data-for="run">
        <Button type="submit" variant="primary" busy={isBusy}>
          Plan the film
        </Button>
        <Button variant="quiet" disabled={isBusy} onClick={() => onAnswer({ skip: true })}>
          Skip the questions
        </Button>
      </div>
    </form>
  );
}

/** Without what was left empty. */
const given = (answers: Answers): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([id, answer]) =>
      answer.length > 0 ? [[id, typeof answer === 'string' ? answer : [...answer]]] : [],
    ),
  );

type OneProps = {
  question: BriefQuestion;
  answer: BriefAnswer;
  isMissing: boolean;
  onChange: (answer: BriefAnswer) => void;
};

function One({ question, answer, isMissing, onChange }: OneProps): ReactNode {
  const id = useId();
  const { text, type, options, isRequired } = question;
  const has = (value: string): boolean =>
    typeof answer === 'string' ? answer === value : answer.includes(value);
  const choose = (value: string): void => {
    if (typeof answer === 'string') onChange(has(value) && !isRequired ? '' : value);
    else onChange(has(value) ? answer.filter((one) => one !== value) : [...answer, value]);
  };
  const words = (
    <>
      {text}
      {isRequired ? null : <span className={styles.optional}> (optional)</span>}
    </>
  );
  const missing = isMissing ? (
    <p id={`${id}-missing`} className={styles.missing} role="alert">
      {type === 'text' ? 'Write a few words.' : 'Choose one.'}
    </p>
  ) : null;
  if (type === 'text') {
    return (
      <div className={styles.question}>
        <label htmlFor={id}>{words}</label>
        <Textarea
          id={id}
          className="nowheel"
          minRows={1}
          maxRows={5}
          value={typeof answer === 'string' ? answer : ''}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? `${id}-missing` : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {missing}
      </div>
    );
  }
  return (
    <fieldset className={styles.question}>
      <legend>{words}</legend>
      <div className={styles.options}>
        {options.map(({ value, title }) => (
          <button
            key={value}
            type="button"
            className={styles.option}
            aria-pressed={has(value)}
            onClick={() => choose(value)}
          >
            {title}
          </button>
        ))}
      </div>
      {missing}
    </fieldset>
  );
}

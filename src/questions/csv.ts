import { toCsv } from '../csv';
import type { Question } from './question';

/** Questions as CSV: what was asked, by which council, and what was answered. No names of people. */
export const questionsCsv = (questions: readonly Question[]): string =>
  toCsv([
    ['id', 'state', 'asked at', 'council', 'question', 'answered at', 'answer'],
    ...questions.map((question) => [
      question.id,
      question.state,
      question.askedAt.toISOString(),
      question.councilName ?? '',
      question.text,
      question.answeredAt?.toISOString() ?? '',
      question.answer ?? '',
    ]),
  ]);

/**
 * The operations that are named after messages. A run has millions of messages of some types: what is the same for all of
 * a type is found out once, and a name that is put together anew would have to be hashed anew wherever it is looked up.
 */
import type { ServiceName } from '../../domain/addresses.ts';
import type { MessageType } from '../../domain/messages.ts';
import type { Dice, Luck } from '../kernel/dice.ts';
import type { Operation, Sites } from './sites.ts';

/** The way of all messages of one type from one service to another. */
export interface Course {
  readonly message: MessageType;
  readonly from: ServiceName;
  readonly to: ServiceName;
  /** The two ends of the link, sender first. */
  readonly link: readonly [ServiceName, ServiceName];
  /** The receiver alone. */
  readonly end: readonly [ServiceName];
  /** `executor→psp ChargeRequested` */
  readonly travel: Operation;
  /** How long it takes. */
  readonly latency: Luck;
  /** `psp handle ChargeRequested` */
  readonly handling: Operation;
}

export type Courses = (message: MessageType, from: ServiceName, to: ServiceName) => Course;

export function createCourses(sites: Sites, dice: Dice): Courses {
  const courseOf = (message: MessageType, from: ServiceName, to: ServiceName): Course => {
    const travel = sites.operation(`${from}→${to} ${message}`);
    const latency = dice.at('network', travel.name);
    const handling = sites.operation(`${to} handle ${message}`);
    return { message, from, to, link: [from, to], end: [to], travel, latency, handling };
  };
  const coursesOf = byType<Course[]>(() => []);
  return (message, from, to) => {
    // Nearly all types go one way only.
    const courses = coursesOf(message);
    for (const course of courses) if (course.from === from && course.to === to) return course;
    const course = courseOf(message, from, to);
    courses.push(course);
    return course;
  };
}

/** What is the same for all messages of a type, made when the first of them comes. */
export function byType<T>(make: (type: MessageType) => T): (type: MessageType) => T {
  const made = new Map<MessageType, T>();
  return (type) => {
    let known = made.get(type);
    if (known === undefined) made.set(type, (known = make(type)));
    return known;
  };
}

import { deepEqual, rejects } from "node:assert/strict";
import { BlockList } from "../src/people/block-list.ts";

/** A list whose server's answers the test gives. */
function fixture() {
  const answers: PromiseWithResolvers<readonly string[]>[] = [];
  const orders: string[] = [];
  let refuses = false;
  const list = new BlockList({
    blocked: () => {
      const answer = Promise.withResolvers<readonly string[]>();
      answers.push(answer);
      return answer.promise;
    },
    setBlocked: (id, isBlocked) => {
      orders.push(`${id} ${isBlocked}`);
      return refuses ? Promise.reject(new Error("no answer")) : Promise.resolve();
    },
  }, () => told.push([...list.ids].join(" ")));
  const told: string[] = [];
  return { list, answers, orders, told, refuse: () => refuses = true };
}

Deno.test("whom the server names is blocked, and who is blocked or unblocked here is told at once", async () => {
  const { list, answers, orders, told } = fixture();
  const loaded = list.load();
  answers[0]?.resolve(["carl"]);
  await loaded;
  await list.set("bo", true);
  await list.set("carl", false);
  deepEqual(told, ["carl", "carl bo", "bo"]);
  deepEqual(orders, ["bo true", "carl false"]);
});

Deno.test("an answer that was on its way when somebody was blocked does not take that back", async () => {
  const { list, answers } = fixture();
  const loaded = list.load();
  await list.set("bo", true);
  answers[0]?.resolve([]);
  await loaded;
  deepEqual([...list.ids], ["bo"]);
});

Deno.test("what the server does not do is not shown, and what is known outlives an answer that does not come", async () => {
  const { list, answers, told, refuse } = fixture();
  await list.set("bo", true);
  const loaded = list.load();
  answers[0]?.reject(new Error("no answer"));
  await loaded;
  refuse();
  await rejects(list.set("bo", false), /no answer/);
  deepEqual(told, ["bo"]);
});

import { cleanup, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { Problem } from "../src/api/problem";
import { AuthPages } from "../src/auth/AuthPages";

beforeEach(() => {
  location.hash = "/";
});
afterEach(cleanup);

const INVITED = {
  company: "Nordlys",
  inviter: "Anna Berg",
  email: "marta@example.com" as string | null,
  name: "Marta",
  known: false,
};
const JOINED = { access_token: "a", refresh_token: "r", expires_in: 1, user: {} };

function openSignIn(look: (token: string) => Promise<typeof INVITED> = async () => INVITED) {
  const auth = {
    login: vi.fn(async () => ({ access_token: "a", refresh_token: "r", expires_in: 1, user: {} })),
    refresh: vi.fn(),
    signup: vi.fn(async () => ({ user_id: "usr_1" })),
    confirm: vi.fn(async () => {}),
    forgot: vi.fn(async () => {}),
    reset: vi.fn(async () => {}),
  };
  const invitations = { look, join: vi.fn(async () => JOINED) };
  const session = { start: vi.fn() };
  const onSignedIn = vi.fn();
  const pages = (
    <Router hook={useHashLocation}>
      <AuthPages
        auth={auth as never}
        invitations={invitations as never}
        session={session as never}
        notice={null}
        onSignedIn={onSignedIn}
      />
    </Router>
  );
  return { ...render(pages), auth, invitations, session, onSignedIn, user: userEvent.setup() };
}

test("signing in starts a session", async () => {
  const { user, auth, session, onSignedIn, getByLabelText, getByRole } = openSignIn();

  await user.type(getByLabelText("Email"), "anna@example.com");
  await user.type(getByLabelText("Password"), "pass word{Enter}");

  expect(getByRole("button", { name: "Sign in" })).toBeTruthy();
  expect(auth.login).toHaveBeenCalledExactlyOnceWith("anna@example.com", "pass word");
  expect(session.start).toHaveBeenCalledOnce();
  expect(onSignedIn).toHaveBeenCalledOnce();
});

test("a refusal is told in the API's own sentence, and the form stays filled", async () => {
  const { user, auth, getByLabelText, findByRole } = openSignIn();
  const detail = "That email and password do not match.";
  auth.login.mockRejectedValue(new Problem({ status: 401, code: "wrong_credentials", detail }));

  await user.type(getByLabelText("Email"), "anna@example.com");
  await user.type(getByLabelText("Password"), "wrong{Enter}");

  expect((await findByRole("alert")).textContent).toContain(detail);
  expect(getByLabelText("Email")).toHaveProperty("value", "anna@example.com");
});

test("signing up leads to the code, and a bad field is marked where it stands", async () => {
  const { user, auth, getByLabelText, getByText, findByText, findByLabelText } = openSignIn();
  const errors = [{ field: "password", message: "Use at least 8 characters." }];
  auth.signup.mockRejectedValueOnce(new Problem({ status: 400, errors }));

  await user.click(getByText("Create an account"));
  await user.type(getByLabelText("Your name"), "Kari");
  await user.type(getByLabelText("Company"), "Nordlys");
  await user.type(getByLabelText("Email"), "kari@example.com");
  await user.type(getByLabelText("Password"), "short{Enter}");
  await findByText("Use at least 8 characters.");
  expect(getByLabelText("Password").getAttribute("aria-invalid")).toBe("true");

  await user.type(getByLabelText("Password"), " no more{Enter}");
  await user.type(await findByLabelText("Code"), "123456{Enter}");

  expect(auth.confirm).toHaveBeenCalledExactlyOnceWith("kari@example.com", "123456");
  await findByText("Your email is confirmed. You can sign in now.");
});

test("a forgotten password is set anew with a code", async () => {
  const { user, auth, getByLabelText, getByText, findByText, findByLabelText } = openSignIn();

  await user.click(getByText("Forgot password?"));
  await user.type(getByLabelText("Email"), "kari@example.com{Enter}");
  await user.type(await findByLabelText("Code"), "123456");
  await user.type(getByLabelText("New password"), "long enough{Enter}");

  expect(auth.reset).toHaveBeenCalledExactlyOnceWith("kari@example.com", "123456", "long enough");
  await findByText("Your password is changed. You can sign in now.");
});

test("an invitation says who asks, and joining begins a session", async () => {
  location.hash = "/invitation/tok%2F1";
  const { user, findByRole, findByLabelText, findByText, invitations, session, onSignedIn } =
    openSignIn();

  expect(await findByRole("heading", { name: "Join Nordlys" })).toBeTruthy();
  expect(await findByText(/^Anna Berg invites you/)).toBeTruthy();
  expect((await findByLabelText("Email")).hasAttribute("readonly")).toBe(true);
  await user.type(await findByLabelText("Choose a password"), "a long one");
  await user.click(await findByRole("button", { name: "Join Nordlys" }));

  expect(invitations.join).toHaveBeenCalledWith(expect.any(String), {
    name: "Marta",
    password: "a long one",
  });
  expect(session.start).toHaveBeenCalledWith(JOINED);
  expect(onSignedIn).toHaveBeenCalled();
  expect(location.hash).toBe("#/");
});

test("an invitation by text asks for an email, and somebody known for their password", async () => {
  location.hash = "/invitation/tok";
  const { user, findByLabelText, findByRole, queryByLabelText, invitations } = openSignIn(
    async () => ({ ...INVITED, email: null, known: true }),
  );

  await user.type(await findByLabelText("Email"), "marta@example.com");
  await user.type(await findByLabelText("Your password"), "the one");
  expect(queryByLabelText("Your name")).toBeNull();
  await user.click(await findByRole("button", { name: "Join Nordlys" }));

  expect(invitations.join).toHaveBeenCalledWith("tok", {
    email: "marta@example.com",
    password: "the one",
  });
});

test("an invitation that was used says so, and leads to signing in", async () => {
  location.hash = "/invitation/old";
  const { findByRole } = openSignIn(async () => {
    throw new Problem({ status: 404, detail: "Gone." });
  });

  expect(await findByRole("heading", { name: "This invitation can't be used" })).toBeTruthy();
  expect(await findByRole("link", { name: "Sign in instead" })).toBeTruthy();
});

test("an invitation that could not be read can be tried again", async () => {
  location.hash = "/invitation/tok";
  let tries = 0;
  const { findByRole, user } = openSignIn(async () => {
    tries += 1;
    if (tries === 1) throw new Problem({ status: 503, detail: "Come back soon." });
    return INVITED;
  });

  await user.click(await findByRole("button", { name: "Try again" }));

  expect(await findByRole("heading", { name: "Join Nordlys" })).toBeTruthy();
});

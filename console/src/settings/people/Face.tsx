import type { User } from "../../api/people-types";
import { Avatar } from "../../ui/Avatar";

/** A colleague's photo, or their initials. */
export function Face({ user, size = 36 }: { user: User; size?: number }) {
  return <Avatar person={{ ...user, avatar_url: user.photo_url }} size={size} />;
}

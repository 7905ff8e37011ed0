namespace SocialCommerce.Membership;

internal static class Placeholder;

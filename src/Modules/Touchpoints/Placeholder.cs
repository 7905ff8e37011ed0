namespace SocialCommerce.Touchpoints;

internal static class Placeholder;

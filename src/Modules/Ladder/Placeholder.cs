namespace SocialCommerce.Ladder;

internal static class Placeholder;

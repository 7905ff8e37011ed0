namespace SocialCommerce.Commissions;

internal static class Placeholder;

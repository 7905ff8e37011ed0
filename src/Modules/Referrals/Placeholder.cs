namespace SocialCommerce.Referrals;

internal static class Placeholder;

namespace SocialCommerce.PrivatePostgres;

internal static class Placeholder;

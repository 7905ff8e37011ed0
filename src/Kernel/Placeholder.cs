namespace SocialCommerce.Kernel;

internal static class Placeholder;
